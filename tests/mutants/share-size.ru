# focus: id:share-lukoil-contract-of-the-century
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { id:share-lukoil-contract-of-the-century azru:sharePercent ?old }
INSERT { id:share-lukoil-contract-of-the-century azru:sharePercent "0"^^xsd:decimal }
WHERE { id:share-lukoil-contract-of-the-century azru:sharePercent ?old }
