# focus: id:share-lukoil-contract-of-the-century
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE DATA { id:agreement-contract-of-the-century azru:hasParty id:organisation-lukoil }
;
INSERT DATA { id:agreement-contract-of-the-century azru:hasParty id:state-iran }
