import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./3QMXMAIR.js";import"./TLDMBO3T.js";import"./627WCMOI.js";import"./NTHLFMIU.js";import"./UGMQKBYN.js";import"./ZWTHQ4T4.js";import"./VAYHCMFJ.js";import"./KXASZXGJ.js";import"./7T7HI5I4.js";import"./UYFRT2UQ.js";import"./V5NYSCKK.js";export{a as fixCloudFormation};
