import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./RP2V6GTV.js";function e(r){return o(r)}export{e as a};
