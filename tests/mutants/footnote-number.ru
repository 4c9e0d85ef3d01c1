# focus: id:footnote-23
PREFIX id: <https://w3id.org/azru/id/>
PREFIX schema: <https://schema.org/>
DELETE WHERE { id:footnote-23 schema:position ?old }
