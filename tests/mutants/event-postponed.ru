# focus: id:event-recognition-by-iran-1991
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX schema: <https://schema.org/>
INSERT DATA { id:event-recognition-by-iran-1991 azru:postponedTo id:state-iran ; schema:eventStatus schema:EventPostponed }
