# focus: id:passage-pq1
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:event-coup-1993 azru:attestedIn id:passage-pq1 }
