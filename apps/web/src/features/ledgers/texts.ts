import { defineTexts } from '../../i18n/define-texts.ts';
import { en } from './texts.en.ts';
import { zh } from './texts.zh.ts';

/** The texts of this feature; they come with its own chunk. */
export const useTexts = defineTexts({ zh, en });
