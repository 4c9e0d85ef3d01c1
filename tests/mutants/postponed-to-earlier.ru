# focus: id:event-putin-visit-baku-planned-2000
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE { id:event-putin-visit-baku-planned-2000 azru:postponedTo ?old }
INSERT { id:event-putin-visit-baku-planned-2000 azru:postponedTo id:event-kozyrev-visit-baku-1992 }
WHERE { id:event-putin-visit-baku-planned-2000 azru:postponedTo ?old }
