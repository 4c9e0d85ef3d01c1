# focus: id:passage-rh1
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE DATA { id:passage-rh1 azru:carriesNoClaim true }
