/** Words of messages and remedies. */
export { enumerated } from '../words/list.js';
export { detailOf, nameOf } from '../words/resource.js';
export { say } from '../words/say.js';
export { statementName } from '../words/statement.js';
export { letIamDecide, spareThem } from '../words/trust.js';
