# focus: id:agreement-natural-gas-with-russia
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:agreement-natural-gas-with-russia azru:hasParty id:place-baku }
