# focus: id:event-signature-of-moscow-declaration-2008
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:agreement-moscow-declaration-2008 azru:hasParty id:state-armenia , id:state-turkey }
