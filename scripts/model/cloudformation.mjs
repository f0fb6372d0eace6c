/** The tables held against the schemas of CloudFormation in @aws-cdk/aws-service-spec: properties, those that take a key, and every path that a table names. */

/** Names of properties that hold a key; the second pattern takes out what is about keys without being one. */
const KEY_NAME = /kms|cmk|(encryption|customermanaged|sign(ing)?)key/i;
const NO_KEY = /(Type|Role|RoleArn|Context|Ur[il]|Endpoint|Length|Access|PolicyDocument)$/;
/** What holds how something is encrypted, and names of a key in it that say no more. */
const CONTAINER = /(sse|encryption)\w*(config|configuration|settings|specification|options)\w*(\[\])?\.key(arn|id)$/i;

/** Lines for what is new, gone or otherwise; `load` reads a built table by its name. */
export async function compareCloudFormation({ loadAwsServiceSpecSync }, { load, compare, lines }) {
  const db = loadAwsServiceSpecSync();
  const { KEY_SPECS, KEY_USAGES, ORIGINS, inCloudFormation } = await load('keyspecs');
  const { KMS_TYPES } = await load('cloudformation');
  for (const [type, rows] of Object.entries(KMS_TYPES)) {
    const { properties } = typeOf(db, type);
    compare(
      type,
      Object.keys(properties),
      rows.map((row) => row.name),
    );
    for (const row of rows) if (properties[row.name]) compareProperty(`${type}.${row.name}`, properties[row.name], row, lines);
  }
  const allowed = (name) => typeOf(db, 'AWS::KMS::Key').properties[name].type.allowedValues ?? [];
  compare('KeySpec in CloudFormation', allowed('KeySpec'), inCloudFormation(KEY_SPECS));
  compare('KeyUsage in CloudFormation', allowed('KeyUsage'), inCloudFormation(KEY_USAGES));
  compare('Origin in CloudFormation', allowed('Origin'), inCloudFormation(ORIGINS));
  const { consumingProperties, consumingTypes } = await load('consumers');
  const consumers = consumingTypes().flatMap(consumingProperties);
  compareConsumers(db, consumers, lines);
  const documents = new Map(consumers.map(({ type, path, document }) => [`${type} ${path}`, document]));
  const named = [...consumers.flatMap(consumerPaths), ...(await deliveryPaths(load))];
  for (const at of new Set(named.map(([type, path]) => `${type} ${path}`))) {
    const [type, path] = at.split(' ');
    // A custom resource of CDK: AWS has no schema of it.
    if (type.startsWith('Custom::')) continue;
    if (!exists(db, type, documents.get(at) ?? path)) lines.push(`path in a table: gone: ${at}`);
  }
}

const typeOf = (db, name) => db.lookup('resource', 'cloudFormationType', 'equals', name).at(0);

/** One property of the KMS types: required, default, and what a change does. A schema without a default says nothing of it. */
function compareProperty(name, theirs, ours, lines) {
  if ((theirs.required ?? false) !== ours.required)
    lines.push(`${name}: required: ${theirs.required ?? false} in AWS, ${ours.required} in the model`);
  if (theirs.defaultValue !== undefined && theirs.defaultValue !== JSON.stringify(ours.default))
    lines.push(`${name}: default: ${theirs.defaultValue} in AWS, ${JSON.stringify(ours.default)} in the model`);
  const onChange = theirs.causesReplacement === 'yes' ? 'replacement' : 'in place';
  if (onChange !== ours.onChange) lines.push(`${name}: on change: ${onChange} in AWS, ${ours.onChange} in the model`);
}

/** Theirs must be in the table where the schema says that they refer to a key, or their name or the one of what holds them says so. */
function compareConsumers(db, consumers, lines) {
  const ours = new Set(consumers.map((row) => `${row.type} ${row.path}`)),
    theirs = new Set();
  for (const resource of db.all('resource')) {
    if (resource.cloudFormationType.startsWith('AWS::KMS::')) continue;
    for (const [path, property] of leaves(db, resource.properties)) {
      const name = path
        .split('.')
        .at(-1)
        .replace(/(\[\]|\{\})+$/, '');
      if (
        (property.relationshipRefs ?? []).some((ref) => ref.cloudFormationType.startsWith('AWS::KMS::')) ||
        (KEY_NAME.test(name) && !NO_KEY.test(name)) ||
        CONTAINER.test(path)
      )
        theirs.add(`${resource.cloudFormationType} ${path}`);
    }
  }
  for (const at of theirs) if (!ours.has(at)) lines.push(`property with a key: new: ${at}`);
}

/** What stands in a document that is written as text has no schema: the property that holds it must exist. */
const consumerPaths = ({ type, path, document, region }) => [[type, document ?? path], ...(region.path ? [[type, region.path]] : [])];

/** Every path that the tables of deliveries and data actions name, with its type. */
async function deliveryPaths(load) {
  const { serviceDeliveries, serviceDeliverySources } = await load('service-deliveries'),
    { roleDeliveries, roleDeliverySources } = await load('role-deliveries'),
    { dataActions, dataActionTypes } = await load('data-actions');
  const facts = (type, { where, targets = [], owner, rolePath }) => [
    ...where.map(({ property, on }) => [on ?? type, property]),
    ...targets.map((target) => [target.type, target.keyProperty]),
    [type, rolePath],
    ...ownerPaths(type, owner),
  ];
  return [
    ...serviceDeliverySources()
      .flatMap(serviceDeliveries)
      .flatMap((row) => [[row.sourceType, row.sourcePath], ...facts(row.sourceType, row)]),
    ...roleDeliverySources()
      .flatMap(roleDeliveries)
      .flatMap((row) => [[row.sourceType, row.targetPath], ...facts(row.sourceType, row)]),
    ...dataActionTypes()
      .flatMap(dataActions)
      .flatMap((row) => [
        [row.resourceType, row.keyProperty],
        ...facts(row.resourceType, row),
        [row.keyOf?.type ?? '', row.keyOf?.keyProperty],
        [row.resourceType, row.keyOf?.from],
      ]),
  ].filter(([type, path]) => type && path);
}

const ownerPaths = (source, owner) =>
  owner ? [[source, owner.from], [owner.type, owner.property], [owner.type, owner.back], ...ownerPaths(owner.type, owner.via)] : [];

/** Whether a path leads to something: `[]` for each item of a list, `*` for any name in a map; below a JSON property anything may stand. */
function exists(db, type, path) {
  const resource = typeOf(db, type);
  return resource !== undefined && leads(db, resource.properties, path.split('.'));
}

function leads(db, properties, [step, ...others]) {
  const name = step.replace(/(\[\])+$/, '');
  if (!Object.hasOwn(properties, name)) return false;
  let kinds = within(properties[name].type, step.endsWith('[]'));
  if (others[0]?.startsWith('*')) {
    const items = others.shift().endsWith('[]');
    kinds = kinds.flatMap((kind) => (kind.type === 'map' ? within(kind.element, items) : []));
  }
  if (others.length === 0) return kinds.length > 0;
  return kinds.some(
    (kind) =>
      ['json', 'map'].includes(kind.type) ||
      (kind.type === 'ref' && leads(db, db.get('typeDefinition', kind.reference.$ref).properties, others)),
  );
}

/** The kinds that a type may be, unions taken apart; of the items where a list is asked for. */
function within(type, items) {
  if (type.type === 'union') return type.types.flatMap((one) => within(one, items));
  if (items) return type.type === 'array' ? within(type.element, false) : [];
  return [type];
}

/** The paths of all properties that are strings, types that hold themselves cut at the first repetition. */
function* leaves(db, properties, prefix = '', seen = []) {
  for (const [name, property] of Object.entries(properties)) yield* walk(db, property, property.type, prefix + name, seen);
}
function* walk(db, property, type, path, seen) {
  if (type.type === 'string') yield [path, property];
  else if (type.type === 'array') yield* walk(db, property, type.element, `${path}[]`, seen);
  else if (type.type === 'map') yield* walk(db, property, type.element, `${path}{}`, seen);
  else if (type.type === 'union') for (const one of type.types) yield* walk(db, property, one, path, seen);
  else if (type.type === 'ref' && !seen.includes(type.reference.$ref))
    yield* leaves(db, db.get('typeDefinition', type.reference.$ref).properties, `${path}.`, [...seen, type.reference.$ref]);
}
