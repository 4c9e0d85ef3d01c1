# focus: id:event-recognition-by-iran-1991
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:event-recognition-by-iran-1991 azru:inCapacity id:office-president-of-russia }
