# focus: id:work-of-a-mutant
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { id:work-of-a-mutant a fabio:Book , fabio:Work ; rdfs:label "Work of a mutant"@en ; dcterms:title "Mutant"@en }
