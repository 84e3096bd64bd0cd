import { words as admin } from "./admin";
import { words as customers } from "./customers";
import { words as first } from "./first";
import { words as main } from "./main";

export const words = { ...first, ...main, ...customers, ...admin };
