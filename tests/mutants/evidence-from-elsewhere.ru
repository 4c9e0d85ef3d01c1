# focus: id:event-coup-1993
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:event-coup-1993 azru:hasEvidence id:citation-1-1 }
