# focus: id:annotation-length-of-embargo
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:annotation-length-of-embargo azru:attestedIn id:passage-s3p5-4 }
