// Checks a file that the page wrote, by means that are not the page's own: a validator of JSON
// Schema from npm, and the hash recomputed over the RFC 8785 form of the file without `sha256`.
//
//   node tests/e2e/check_file.cjs FOLDER SCHEMA FILE
//
// FOLDER holds `node_modules/ajv` and `node_modules/ajv-formats` (`cargo xtask validator` installs
// them and prints it). Prints what is wrong, one fault a line, and ends with 1; or nothing.
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");

const [folder, schemaFile, file] = process.argv.slice(2);
const schema = JSON.parse(fs.readFileSync(schemaFile, "utf8"));
const value = JSON.parse(fs.readFileSync(file, "utf8"));

// RFC 8785: members by their UTF-16 units, everything else as ECMAScript writes it.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function schemaFaults() {
  if (schema.$schema !== "https://json-schema.org/draft/2020-12/schema") {
    return [`no validator for ${schema.$schema}`];
  }
  const module = name => require(path.join(folder, "node_modules", name));
  const validator = new (module("ajv/dist/2020").default)({ allErrors: true, strict: false });
  module("ajv-formats").default(validator);
  // The widths of Rust's integers say nothing that `minimum` and `maximum` do not.
  for (const width of ["8", "16", "32", "64", ""]) {
    validator.addFormat(`uint${width}`, true);
    validator.addFormat(`int${width}`, true);
  }
  const validate = validator.compile(schema);
  if (validate(value)) return [];
  return validate.errors.map(error => `${error.instancePath || "/"} ${error.message}`);
}

function hashFaults() {
  const { sha256, ...rest } = value;
  const found = crypto.createHash("sha256").update(canonical(rest), "utf8").digest("hex");
  return found === sha256 ? [] : [`sha256 is ${sha256} and should be ${found}`];
}

const faults = [...schemaFaults(), ...hashFaults()];
faults.forEach(fault => console.log(fault));
process.exitCode = faults.length === 0 ? 0 : 1;
