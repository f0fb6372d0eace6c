/** Texts of SARIF messages: brackets would make links, and hidden characters are shown. */
import { visible } from '../../core/escape.js';

export const escaped = (text: string): string => visible(text.replace(/\s*\n\s*/g, ' ')).replace(/[[\]\\]/g, '\\$&');
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
