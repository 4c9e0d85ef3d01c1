# focus: id:share-lukoil-contract-of-the-century
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:share-lukoil-contract-of-the-century azru:allocatedTo ?old }
