/*
 * Built-ins that Chromium 86 lacks (the number is the first that has them), which ours or a library's code calls. They are fetched
 * by browsers without `toSorted` only, the newest of them. `npm run check` fails on any other newer built-in.
 */
import 'core-js/modules/es.array.at'; // 92
import 'core-js/modules/es.string.at-alternative'; // 92
import 'core-js/modules/es.object.has-own'; // 93
import 'core-js/modules/es.array.find-last'; // 97
import 'core-js/modules/es.array.find-last-index'; // 97
import 'core-js/modules/es.array.to-reversed'; // 110
import 'core-js/modules/es.array.to-sorted'; // 110
