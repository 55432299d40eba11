-- Parsing of single cells. Every macro takes normalised text
-- and returns null if the text is not valid; the checks turn that into reasons.

-- U+FF01–FF5E in half width.
CREATE OR REPLACE MACRO work.half_width(cell) AS
  translate(
    cell,
    '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ'
    || '［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
    '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'
  );
-- Invisible characters: Unicode's spaces, separators, format and control characters, blank letters and signs, and marks
-- that choose a variant of the letter before them.
CREATE OR REPLACE MACRO work.unseen() AS
  '[\p{Z}\p{Cf}\p{Cc}\x{34f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}'
  || '\x{2800}\x{3164}\x{fe00}-\x{fe0f}\x{ffa0}\x{e0100}-\x{e01ef}]+';
-- Most text is ASCII and Chinese characters only, without a text guard or the sign of an error in front: nothing to
-- normalise, and no fault that a reader or Excel wrote.
CREATE OR REPLACE MACRO work.is_plain(text) AS
  regexp_full_match(text, '[!"$-&(-<>-~\x{4e00}-\x{9fff}][!-~\x{4e00}-\x{9fff}]*');
-- Without text guards, which tell a spreadsheet that digits are text: '0012, ="0012".
CREATE OR REPLACE MACRO work.unguarded(cell) AS
  regexp_replace(regexp_replace(cell, '^''', ''), '^="(.*)"$', '\1');
-- In half width, without white space and invisible characters (张　三 = 张三) and text guards; null when nothing is left.
CREATE OR REPLACE MACRO work.normalise(cell) AS
  CASE
    WHEN is_plain(cell) THEN cell
    -- A character was lost before the file was written: the original text is unknown.
    WHEN contains(cell, chr(65533)) THEN '#内容缺失!'
    ELSE nullif(unguarded(regexp_replace(half_width(cell), unseen(), '', 'g')), '')
  END;

-- Whether the spaces or line ends in a cell stand between numbers, not in one: `hasSeveralNumbers` in formats/cell.ts.
CREATE OR REPLACE MACRO work.has_numbers(cell) AS regexp_matches(half_width(cell), between_numbers());
-- Whether a cell holds two numbers of accounts, or of certificates, in lines of their own.
CREATE OR REPLACE MACRO work.has_accounts(cell) AS
  regexp_matches(half_width(cell), '[0-9]{12}[\p{Z}\p{Cf}]*[\r\n][\r\n\p{Z}\p{Cf}]*[0-9]{12}');
CREATE OR REPLACE MACRO work.has_certificates(cell) AS
  regexp_matches(half_width(cell), '[0-9]{8}[A-Z]?[\p{Z}\p{Cf}]*[\r\n][\r\n\p{Z}\p{Cf}]*[A-Z]{0,4}[0-9]{8}');
-- The same with a sign between them.
CREATE OR REPLACE MACRO work.is_list(cell) AS
  strlen(cell) > 22 AND regexp_matches(cell, '[0-9]{8}[A-Z]?[/、,;|]+[A-Z]{0,4}[0-9]{8}');

-- The lists of words below are regular expressions: of a long IN, DuckDB makes a join for each column.

-- Words that systems and people write into an empty cell.
CREATE OR REPLACE MACRO work.placeholder_words() AS
  'NULL|null|Null|\\N|nan|NaN|NAN|N/A|n/a|None|none|\(空\)|--|---|——|暂无|未填';
CREATE OR REPLACE MACRO work.is_placeholder(cell) AS
  strlen(cell) <= 6 AND (cell < '0' OR cell >= 'N') AND regexp_full_match(cell, placeholder_words());
-- More of these, and lines of dashes or dots: in columns that otherwise take any text.
CREATE OR REPLACE MACRO work.blank_words() AS
  '未填写|待填|待填写|空|空白|\(空白\)|\(blank\)|没有|无证|无此项|不适用|不涉及|未取得|未发|未发证'
  || '|NA|na|N\.A\.|n\.a\.|nil|undefined|<NULL>|<null>|\(NULL\)|\(null\)|\[NULL\]|\[null\]|//'
  || '|[-‐‑‒–—―−─_~.。…·]{2,}|[‐‑‒–―−─_~。…·]';
CREATE OR REPLACE MACRO work.is_blank_word(cell) AS regexp_full_match(cell, blank_words());
-- Marks that mean "empty" in an optional cell which is not an enumeration.
CREATE OR REPLACE MACRO work.is_mark(cell) AS cell IN ('-', '—', '/', '无');
-- Words that refer to a value in another cell, and words for a value that is still to be determined.
CREATE OR REPLACE MACRO work.ditto_words() AS '同上|同前|上同|同左|〃|″|"';
CREATE OR REPLACE MACRO work.is_ditto(cell) AS regexp_full_match(cell, ditto_words());
CREATE OR REPLACE MACRO work.open_words() AS
  '待定|待补|待补充|待核|待核实|待确认|不详|未知|见附件|详见附件|见备注';
CREATE OR REPLACE MACRO work.is_open_word(cell) AS regexp_full_match(cell, open_words());
-- Whether a cell is any of the words and marks above, or a zero, which means "empty" in some columns: most are not, and
-- are told by one comparison. Only lines of dashes and dots are longer than twelve bytes.
CREATE OR REPLACE MACRO work.is_word(cell) AS
  (cell < '1' OR cell >= '<') AND (strlen(cell) <= 12 OR cell < '0' OR cell >= '_' AND cell < '一')
  AND (
    cell = '0' OR is_mark(cell)
    OR regexp_full_match(
      cell, placeholder_words() || '|' || blank_words() || '|' || ditto_words() || '|' || open_words()
    )
  );
-- Words and signs in place of the number of a certificate or an account. Numbers of capital letters alone exist.
CREATE OR REPLACE MACRO work.is_wording(cell) AS
  NOT (cell >= '0' AND cell < ':') AND NOT regexp_matches(cell, '[0-9]')
  AND (NOT regexp_full_match(cell, '[A-Z]+') OR cell IN ('TRUE', 'FALSE', 'NULL'));
-- What the check puts in place of a cell with several numbers, and with several accounts or certificates.
CREATE OR REPLACE MACRO work.several_numbers() AS '#几个数字!';
CREATE OR REPLACE MACRO work.several_accounts() AS '#几个号码!';
-- The code of a fault that the cell stands for, written by the reader (`formats/cell.ts`, `formats/types.ts`,
-- `read/faults.ts`) or by the check, or an error of Excel; null for any other text.
CREATE OR REPLACE MACRO work.fault_of(cell) AS
  CASE
    WHEN starts_with(cell, '#多出') THEN 'V23'
    WHEN starts_with(cell, '#分写') THEN 'V23~split'
    WHEN cell IN ('#公式无结果!', '#内容缺失!') THEN 'V25'
    -- The formula itself, where a program wrote it as text.
    WHEN starts_with(cell, '=') THEN 'V25'
    WHEN starts_with(cell, '#部分划去!') THEN 'V25~struck'
    WHEN starts_with(cell, '#合并多行!') THEN 'V26'
    WHEN starts_with(cell, '#合并多列!') THEN 'V26~across'
    WHEN cell = several_numbers() THEN 'V03~several'
    WHEN cell = several_accounts() THEN 'V25~several'
    WHEN regexp_full_match(
      upper(cell),
      '#(N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!'
      || '|PYTHON!|ERROR!|#+)|ERR:\d{3}'
    ) THEN 'V24'
  END;

-- An id that Excel stored as a number: only its first fifteen digits are left.
CREATE OR REPLACE MACRO work.is_destroyed(cell) AS regexp_full_match(cell, '\d(\.\d+)?[Ee]\+?\d+');
-- The same in a code, which may hold letters of its own: 2E10 can be one.
CREATE OR REPLACE MACRO work.is_destroyed_code(cell) AS
  cell >= '0' AND cell < ':' AND (contains(cell, 'E+') OR contains(cell, 'e+')) AND is_destroyed(cell);

-- 2020-03-05, 2020/3/5, 2020.3.5, 20200305 or 2020年3月5日; nothing else, and no mixture of these.
CREATE OR REPLACE MACRO work.plain_day(cell) AS
  CASE
    WHEN regexp_full_match(cell, '[1-9]\d{3}-\d{1,2}-\d{1,2}') THEN try_cast(cell AS DATE)
    WHEN regexp_full_match(cell, '[1-9]\d{7}')
      THEN try_cast(cell[1:4] || '-' || cell[5:6] || '-' || cell[7:8] AS DATE)
    WHEN regexp_full_match(cell, '[1-9]\d{3}(/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日)')
      THEN try_cast(translate(cell, '/.年月日', '----') AS DATE)
  END;
-- The same with an optional time, which is dropped. Takes the original cell too: without its white space
-- "2020/3/5 10:20" could be the 51st. A macro's argument is expanded at each use, a lambda's is not:
-- long expressions are passed through a lambda, or planning takes longer than reading.
CREATE OR REPLACE MACRO work.spaced(original) AS
  trim(regexp_replace(half_width(original), unseen(), ' ', 'g'));
CREATE OR REPLACE MACRO work.before_time(original) AS
  regexp_extract(
    spaced(original),
    '^(.+?(?:[ T]|日)) *(?:上午|下午)? *(?:[01]? *\d|2 *[0-4]) *: *[0-5]? *\d *'
    || '(?:: *[0-5]? *\d *(?:\. *\d[ \d]*)?)?(?:[AaPp] *[Mm])?$',
    1
  ).regexp_replace('T$', '');
CREATE OR REPLACE MACRO work.day_of(cell, original) AS
  coalesce(
    plain_day(cell),
    list_transform(
      list_transform([before_time(original)], lambda day: normalise(day)),
      lambda day: plain_day(day)
    )[1]
  );

-- Digits with or without thousands separators, at most fifteen of them.
CREATE OR REPLACE MACRO work.is_number(cell) AS
  regexp_full_match(cell, '(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,15})?');
CREATE OR REPLACE MACRO work.whole(cell) AS
  CASE WHEN regexp_full_match(cell, '\d{1,9}') THEN cell::INTEGER
    WHEN is_number(cell) AND regexp_full_match(cell, '[\d,]+(\.0+)?')
    THEN try_cast(replace(split_part(cell, '.', 1), ',', '') AS INTEGER) END;
CREATE OR REPLACE MACRO work.hours_of(cell) AS
  CASE WHEN regexp_full_match(cell, '\d{1,6}(\.\d{1,6})?') THEN cell::DECIMAL(12, 6)
    WHEN is_number(cell) THEN try_cast(replace(cell, ',', '') AS DECIMAL(12, 6)) END;
-- ￥1,500.00, 1500元: at most two decimals.
CREATE OR REPLACE MACRO work.bare_amount(cell) AS regexp_replace(regexp_replace(cell, '^[￥¥]', ''), '元$', '');
CREATE OR REPLACE MACRO work.yuan_of(cell) AS
  CASE WHEN regexp_full_match(cell, '\d{1,13}(\.\d{1,2})?') THEN cell::DECIMAL(18, 2)
    WHEN is_number(bare_amount(cell)) AND regexp_full_match(bare_amount(cell), '[\d,]+(\.\d{1,2})?')
    THEN try_cast(replace(bare_amount(cell), ',', '') AS DECIMAL(18, 2)) END;
-- 2020, 2020年.
CREATE OR REPLACE MACRO work.year_of(cell) AS
  CASE WHEN regexp_full_match(cell, '(19|20|21)\d\d年?') THEN cell[1:4]::INTEGER END;

-- GB 11643: 17 digits and a MOD 11-2 check character over them. Integer arithmetic on one number is an
-- order of magnitude faster than splitting the text. The k-th digit from the right has weight 2^(k+1) mod 11 and is
-- the quotient by 10^k minus ten times the next one: so each quotient has weight 2^(k+1) + 2^k mod 11.
CREATE OR REPLACE MACRO work.weigh_person_id(digits) AS
  digits * 2 + (digits // 10) * 6 + (digits // 100) + (digits // 1000) * 2 + (digits // 10000) * 4
  + (digits // 100000) * 8 + (digits // 1000000) * 5 + (digits // 10000000) * 10 + (digits // 100000000) * 9
  + (digits // 1000000000) * 7 + (digits // 10000000000) * 3 + (digits // 100000000000) * 6
  + (digits // 1000000000000) + (digits // 10000000000000) * 2 + (digits // 100000000000000) * 4
  + (digits // 1000000000000000) * 8 + (digits // 10000000000000000) * 5;
CREATE OR REPLACE MACRO work.is_person_id_shape(id) AS regexp_full_match(id, '\d{17}[\dX]');
-- The first seventeen digits as a number: dividing an eighteen-digit number is faster than cutting text.
CREATE OR REPLACE MACRO work.person_id_digits(id) AS
  coalesce(try_cast(id AS BIGINT) // 10, try_cast(id[1:17] AS BIGINT));
-- @param digits from person_id_digits
CREATE OR REPLACE MACRO work.has_check_digit(id, digits) AS
  ends_with(id, '10X98765432'[(weigh_person_id(digits) % 11 + 1)::INTEGER]);
CREATE OR REPLACE MACRO work.birth_of(id) AS try_cast(id[7:10] || '-' || id[11:12] || '-' || id[13:14] AS DATE);
-- Days up to the 28th exist in every month: only the others need a calendar.
CREATE OR REPLACE MACRO work.has_birth(id, digits) AS
  CASE
    WHEN digits // 1000 % 100 BETWEEN 1 AND 28 AND digits // 100000 % 100 BETWEEN 1 AND 12
      THEN digits // 1000 % 100000000 BETWEEN 19000101 AND strftime(day_of_load(), '%Y%m%d')::BIGINT
    ELSE coalesce(birth_of(id) BETWEEN DATE '1900-01-01' AND day_of_load(), false)
  END;
-- An id that begins with its seventeen digits and ends with its check digit has the shape: its characters need not be
-- checked one by one.
CREATE OR REPLACE MACRO work.person_id_of(id, digits) AS
  CASE
    WHEN strlen(id) = 18
      AND CASE WHEN digits >= 10000000000000000 THEN starts_with(id, digits::VARCHAR) ELSE is_person_id_shape(id) END
      AND has_check_digit(id, digits) AND has_birth(id, digits)
      THEN id
  END;

-- GB 32100: 18 characters without I O S V Z, weights 3^i mod 31.
CREATE OR REPLACE MACRO work.is_credit_code_shape(code) AS regexp_full_match(code, '[0-9A-HJ-NPQRTUWXY]{18}');
CREATE OR REPLACE MACRO work.has_check_character(code) AS
  (31 - list_sum(list_transform(range(1, 18), lambda place:
      (instr('0123456789ABCDEFGHJKLMNPQRTUWXY', code[place:place]) - 1)
      * [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28][place])) % 31) % 31
  = instr('0123456789ABCDEFGHJKLMNPQRTUWXY', code[18:18]) - 1;
CREATE OR REPLACE MACRO work.credit_code_of(code) AS
  CASE WHEN is_credit_code_shape(code) AND has_check_character(code) THEN code END;
