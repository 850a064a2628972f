// Reads the manifest of a Job from standard input and holds it against Kubernetes' schema. Two passes: the schema's own validation, which passes
// over members it does not know, and the compiler's check of an object literal against the schema's types, which refuses them.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as yaml from "js-yaml";
import ts from "typescript";
import { Job } from "kubernetes-models/batch/v1/Job";

const manifest = yaml.load(readFileSync(0, "utf8"));
new Job(manifest).validate();

const source = `import { IJob } from "kubernetes-models/batch/v1/Job";\nexport const job: IJob = ${JSON.stringify(manifest)};\n`;
const file = join(dirname(fileURLToPath(import.meta.url)), "job.ts");
const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 };
const host = ts.createCompilerHost(options);
const read = host.getSourceFile.bind(host);
host.fileExists = (name) => name === file || ts.sys.fileExists(name);
host.getSourceFile = (name, target) => (name === file ? ts.createSourceFile(name, source, target) : read(name, target));
const faults = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
if (faults.length > 0) {
  console.log(faults.map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, " ")).join("\n"));
  process.exit(1);
}

console.log("valid");
