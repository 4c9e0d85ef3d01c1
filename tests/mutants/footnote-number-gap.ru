# focus: id:footnote-23
PREFIX id: <https://w3id.org/azru/id/>
PREFIX schema: <https://schema.org/>
DELETE { id:footnote-23 schema:position ?old }
INSERT { id:footnote-23 schema:position 24 }
WHERE { id:footnote-23 schema:position ?old }
