# focus: id:event-nagorno-karabakh-conflict
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:event-nagorno-karabakh-conflict azru:partOfEvent id:event-nagorno-karabakh-conflict }
