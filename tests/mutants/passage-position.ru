# focus: id:passage-rh1
PREFIX id: <https://w3id.org/azru/id/>
PREFIX schema: <https://schema.org/>
DELETE WHERE { id:passage-rh1 schema:position ?old }
