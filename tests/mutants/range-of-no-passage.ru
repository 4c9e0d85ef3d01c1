# focus: id:range-of-a-mutant
PREFIX id: <https://w3id.org/azru/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { id:range-of-a-mutant a oa:TextPositionSelector ; rdfs:label "Range of a mutant"@en ; oa:start 1 ; oa:end 2 }
