# focus: id:annotation-length-of-embargo
PREFIX id: <https://w3id.org/azru/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
INSERT DATA { id:annotation-length-of-embargo oa:hasTarget id:passage-s3p5-4 }
