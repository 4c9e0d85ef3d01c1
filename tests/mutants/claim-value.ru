# focus: id:claim-s3p5-5b
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { id:claim-s3p5-5b azru:claimValue "71"^^xsd:decimal }
