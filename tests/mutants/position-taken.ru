# focus: id:passage-title
PREFIX id: <https://w3id.org/azru/id/>
PREFIX schema: <https://schema.org/>
DELETE { id:passage-rh1 schema:position ?old }
INSERT { id:passage-rh1 schema:position 1 }
WHERE { id:passage-rh1 schema:position ?old }
