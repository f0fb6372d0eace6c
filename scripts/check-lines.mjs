// Holds the line of source of each finding against what CDK's own trace says, by a second and simpler reading of it:
//   node scripts/check-lines.mjs FOLDER
// FOLDER holds apps, each a folder with its sources and one or more assemblies (cdk.out, cdk.out.debug, …). Exit 1 where a line differs.
// A finding about a resource must stand on the first frame of the user's own in the trace of its construct, or of the nearest one above it that has a trace;
// or where the property that it points at was assigned, if CDK noted that.
// A finding about a call in the source must stand on a line that holds the call.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // broken on purpose, or not there
  }
};

/** The metadata of all stacks of an assembly and of the Stages in it: construct path → entries. */
function metadataOf(assembly) {
  const manifest = read(path.join(assembly, 'manifest.json'));
  const all = {};
  for (const artifact of Object.values(manifest.artifacts ?? {})) {
    const file = artifact.additionalMetadataFile && path.join(assembly, artifact.additionalMetadataFile);
    Object.assign(all, artifact.metadata, file ? read(file) : {});
    if (artifact.type === 'cdk:cloud-assembly' && artifact.properties.directoryName !== '.')
      Object.assign(all, metadataOf(path.join(assembly, artifact.properties.directoryName)));
  }
  return all;
}

/** The first line of a trace that names a file of the user: `app.ts:12`. */
function firstFrame(trace) {
  for (const frame of trace) {
    if (frame.startsWith('...') || /node_modules|\(?node:/.test(frame)) continue;
    const [, file, line] = /([^/\\(\s]+\.[jt]s):(\d+)(?::\d+)?\)?$/.exec(frame) ?? [];
    if (file) return `${file}:${line}`;
  }
  return undefined;
}

/** Where a property was assigned, by the traces that CDK_DEBUG=1 adds. */
function assignedLines(metadata, constructPath, property) {
  const entries = (metadata[`/${constructPath}`] ?? []).filter(
    ({ type, data }) => type === 'aws:cdk:propertyAssignment' && data.propertyName === property,
  );
  return entries.map(({ data }) => firstFrame(data.stackTrace));
}

/** What the traces say of a construct: its own, or the nearest above it. */
function tracedLine(metadata, constructPath) {
  for (let at = `/${constructPath}`; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    for (const { type, data, trace } of [...(metadata[at] ?? []), ...(metadata[`${at}/Resource`] ?? [])]) {
      const frame = firstFrame(type === 'aws:cdk:creationStack' ? data : type === 'aws:cdk:logicalId' ? (trace ?? []) : []);
      if (frame) return frame;
    }
  }
  return undefined;
}

/** The names of all files of an app. */
function sources(app) {
  return readdirSync(app, { recursive: true }).map((file) => path.basename(file));
}

/**
 * @param lint gives the findings of an assembly, as in the JSON report, with files relative to the app's folder
 * @returns counts: findings with a trace to compare with, without one, compiled (the trace names JavaScript that has a source map), elsewhere (the file that the trace names is not there); and what differs
 */
export function checkLines(folder, lint) {
  const result = { compared: 0, untraced: 0, compiled: 0, elsewhere: 0, calls: 0, wrong: [] };
  const apps = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of apps) {
    const app = path.join(folder, name);
    const assemblies = readdirSync(app).filter(
      (entry) => entry.startsWith('cdk.out') && existsSync(path.join(app, entry, 'manifest.json')),
    );
    for (const entry of assemblies) {
      const metadata = metadataOf(path.join(app, entry));
      for (const finding of lint(path.join(app, entry), app)) {
        const found = finding.source && `${path.basename(finding.source.file)}:${finding.source.line}`;
        const differs = (wanted) =>
          result.wrong.push(`${name}/${entry} ${finding.ruleId} ${finding.constructPath}: at ${found}, the trace says ${wanted}`);
        if (!finding.template) {
          const line = finding.source && readFileSync(path.join(app, finding.source.file), 'utf8').split(/\r?\n/)[finding.source.line - 1];
          const [method] = /\w+(?=\(\) )/.exec(finding.message) ?? [];
          result.calls += 1;
          if (!line || !method || !line.includes(method)) differs(`a line with ${method}`);
        } else if (finding.logicalId && finding.constructPath) {
          const wanted = tracedLine(metadata, finding.constructPath);
          const [, property] = /^\/Resources\/[^/]+\/Properties\/([^/]+)/.exec(finding.template.pointer ?? '') ?? [];
          if (!wanted) result.untraced += 1;
          else if (!existsSync(path.join(app, wanted.replace(/:.*/, ''))) && !sources(app).includes(wanted.replace(/:.*/, '')))
            result.elsewhere += 1;
          else if (/\.js:/.test(wanted) && /\.ts:/.test(found ?? '')) result.compiled += 1;
          else {
            result.compared += 1;
            if (found !== wanted && !assignedLines(metadata, finding.constructPath, property).includes(found)) differs(wanted);
          }
        }
      }
    }
  }
  return result;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    console.error('usage: node scripts/check-lines.mjs FOLDER');
    process.exit(2);
  }
  const { lint, report } = await import('../dist/src/index.js');
  const { wrong, ...counts } = checkLines(
    folder,
    (assembly, root) => JSON.parse(report('json', lint({ paths: [assembly], root, sourceRoot: root }))).findings,
  );
  for (const line of wrong) console.log(line);
  console.log(
    `${counts.compared} compared with a trace, ${counts.calls} calls in the source, ${counts.compiled} through a source map, ${counts.untraced} without any trace, ${counts.elsewhere} in files that are not there, ${wrong.length} wrong`,
  );
  process.exit(wrong.length > 0 ? 1 : 0);
}
