/** Formats of the official form. */
export const FORM_FORMATS = ['docx', 'xlsx', 'pdf'] as const;
export type FormFormat = (typeof FORM_FORMATS)[number];
