# focus: id:annotation-length-of-embargo
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
DELETE { id:annotation-length-of-embargo azru:severity ?old }
INSERT { id:annotation-length-of-embargo azru:severity scheme:mode-denial }
WHERE { id:annotation-length-of-embargo azru:severity ?old }
