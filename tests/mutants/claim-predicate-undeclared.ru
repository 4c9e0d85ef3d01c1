# focus: id:claim-s4p1-1a
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE { id:claim-s4p1-1a azru:claimPredicate ?old }
INSERT { id:claim-s4p1-1a azru:claimPredicate foaf:knows }
WHERE { id:claim-s4p1-1a azru:claimPredicate ?old }
