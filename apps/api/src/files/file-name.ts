const NOT_IN_NAMES = /[\p{Cc}\p{Cf}<>:"|?*]/gu;

/**
 * A safe name for an uploaded file: no folders, no invalid characters, never empty, unique.
 * @param isTaken whether another file of the upload has the name
 */
export function fileName(given: string, isTaken: (name: string) => boolean): string {
  const last = given.split(/[\\/]/).at(-1)?.replaceAll(NOT_IN_NAMES, '').replace(/^\.+/, '').trim() ?? '';
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/su.exec(last) ?? [];
  // A file system's limit is 255 bytes; a Chinese character has three.
  const short = [...(stem || '台账')].slice(0, 60).join('');
  const ending = [...extension].slice(0, 10).join('');
  let name = `${short}${ending}`;
  for (let number = 2; isTaken(name); number += 1) name = `${short}(${number})${ending}`;
  return name;
}
