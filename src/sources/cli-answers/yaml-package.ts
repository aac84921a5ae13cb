/** Loaded when a file needs it: the bundle keeps the names of a module of our own, and not those of a CommonJS package. */
export { isNode, LineCounter, parseDocument } from 'yaml';
