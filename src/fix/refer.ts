/** How the source names another construct of the same stack: by the variable that it was given, where that can be seen. */
import type { Refer } from './source/cdk-code.js';
import type { FixableApp, ResourcePlace } from './app.js';
import { madeIn } from './app.js';
import type { Overlay } from './overlay.js';
import { nameGivenBy } from './source/calls.js';
import { isGenerated } from './source/cdk-code.js';
import type { Made } from './source/made.js';

/** What Ref and Fn::GetAtt give of the constructs that are written by hand (aws-cdk-lib 2.276.0). */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aws_iam.Role': { Arn: 'roleArn', '': 'roleName' },
  'aws_iam.User': { Arn: 'userArn', '': 'userName' },
  'aws_sns.Topic': { '': 'topicArn', TopicArn: 'topicArn', TopicName: 'topicName' },
  'aws_sqs.Queue': { Arn: 'queueArn', QueueName: 'queueName', '': 'queueUrl' },
  'aws_s3.Bucket': { Arn: 'bucketArn', '': 'bucketName' },
  'aws_lambda.Function': { Arn: 'functionArn', '': 'functionName' },
  'aws_kms.Key': { Arn: 'keyArn', '': 'keyId' },
  'aws_logs.LogGroup': { Arn: 'logGroupArn', '': 'logGroupName' },
  'aws_dynamodb.Table': { Arn: 'tableArn', '': 'tableName' },
};

/** @param site the expression that is changed: only what is made before it, in the same block or around it, has a name there. */
export function referTo(app: FixableApp, over: Overlay, { stack }: ResourcePlace, site: Made): Refer {
  return (logicalId, attribute) => {
    const located = app.resource(`${stack.id}#${logicalId}`);
    const made = located && madeIn(app, over, located);
    if (!made || 'why' in made || made.syntax.file !== site.syntax.file) return undefined;
    const { syntax, node, library } = made;
    const name = nameGivenBy(syntax.parent(node), syntax);
    if (name === undefined || (node.start ?? 0) > (site.node.start ?? 0)) return undefined;
    const root = name.split('.')[0] ?? name;
    const visible = root === 'this' ? sameFunction(made, site) : site.syntax.binding(root, site.node) === syntax.binding(root, node);
    if (!visible) return undefined;
    if (isGenerated(library)) return attribute === undefined ? `${name}.ref` : `${name}.attr${attribute.replaceAll('.', '')}`;
    const member = ATTRIBUTES[library]?.[attribute ?? ''];
    return member === undefined ? undefined : `${name}.${member}`;
  };
}

function sameFunction(one: Made, other: Made): boolean {
  const around = ({ node, syntax }: Made): unknown => {
    let at = syntax.parent(node);
    while (at && !/Function|Method/.test(at.type)) at = syntax.parent(at);
    return at;
  };
  return around(one) === around(other);
}
