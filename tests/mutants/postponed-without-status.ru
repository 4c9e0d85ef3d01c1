# focus: id:event-putin-visit-baku-planned-2000
PREFIX id: <https://w3id.org/azru/id/>
PREFIX schema: <https://schema.org/>
DELETE WHERE { id:event-putin-visit-baku-planned-2000 schema:eventStatus ?old }
