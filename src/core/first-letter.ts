/** The first letter of a text, in another case. */

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** As CDK writes a property of CloudFormation: `EnableKeyRotation` is `enableKeyRotation`. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
