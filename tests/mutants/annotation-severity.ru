# focus: id:annotation-length-of-embargo
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
INSERT DATA { id:annotation-length-of-embargo azru:severity scheme:severity-imprecise }
