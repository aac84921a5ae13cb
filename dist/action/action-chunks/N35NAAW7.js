import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./UGMQKBYN.js";import{d as o}from"./V5NYSCKK.js";var e=o(r(),1);var export_LineCounter=e.LineCounter;var export_isNode=e.isNode;var export_parseDocument=e.parseDocument;export{export_LineCounter as LineCounter,export_isNode as isNode,export_parseDocument as parseDocument};
