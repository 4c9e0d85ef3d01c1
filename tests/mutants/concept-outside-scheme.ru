# focus: id:event-coup-1993
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
DELETE { id:event-coup-1993 azru:eventType ?old }
INSERT { id:event-coup-1993 azru:eventType scheme:precision-day }
WHERE { id:event-coup-1993 azru:eventType ?old }
