# focus: id:claim-s3p5-3b
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:claim-s3p5-3b azru:disputes ?old }
