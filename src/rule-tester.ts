/** What the author of a rule tests it with: one example at a time, or the whole contract. */
export { filesOf, fixExample, runRule } from './tester/example.js';
export { breachesOf, CONTRACT } from './tester/contract.js';
