/*
 * Built-ins missing in Chromium 86 (the number is the first version with them) that our code or a library calls. Only browsers
 * without `toSorted`, the newest of them, fetch this. `npm run check` fails on any other newer built-in.
 */
import 'core-js/modules/es.array.at'; // 92
import 'core-js/modules/es.string.at-alternative'; // 92
import 'core-js/modules/es.object.has-own'; // 93
import 'core-js/modules/es.array.find-last'; // 97
import 'core-js/modules/es.array.find-last-index'; // 97
import 'core-js/modules/es.array.to-reversed'; // 110
import 'core-js/modules/es.array.to-sorted'; // 110
