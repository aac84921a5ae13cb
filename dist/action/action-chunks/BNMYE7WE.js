import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./V2C6I2KH.js";function e(r){return o(r)}export{e as a};
