# focus: id:claim-s4p1-1a
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:claim-s4p1-1a azru:claimSubject ?old }
