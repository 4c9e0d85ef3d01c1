# focus: id:thing-of-a-mutant
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { id:thing-of-a-mutant rdfs:label "Thing of a mutant"@en }
