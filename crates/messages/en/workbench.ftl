# What the workbench says: errors of project files and commands, and what was done.
# fr/workbench.ftl has the same messages with the same values.

## Project files

project-in-use = {$name} is open in another window of Calque.
project-in-use-help = close the other one, or work there
project-newer = {$name} was written by a newer version of Calque.
project-newer-help = install the newer version; the file was not touched
project-damaged = {$name} is no project of Calque, or damaged: {$why}
project-damaged-help = open a copy from a backup; the file was not touched
project-disk-full = {$name} cannot be written: the disk is full.
project-disk-full-help = make room and do it again; everything before this is kept
project-storage = {$name} cannot be read or written: {$why}
project-storage-help = check that the folder is there and may be written to
project-missing = There is no {$what} {$id} here.
project-missing-help = load the page again: it was changed elsewhere

## Commands that cannot be done

project-refused-help = choose another place
command-empty-comment = The comment has no words.
command-too-long = The text has more than {$limit} bytes.
command-confirm-what = Nothing says which pairs are confirmed.
command-no-suggestion = There is no suggestion that can be put into the text.
command-unlink-what = Only a pair with both sides can be parted.
command-no-neighbour = There is no pair next to this one.
command-locked = The pair is locked.
command-split-where = Nothing would be left on one side of the cut.
command-shift-what = There is nothing on that side to be moved.
command-link-what = Choose two pairs.
command-realign-what = Nothing says which stretch is to be aligned.
command-realign-same = The stretch is aligned so already, or all of it is locked or confirmed.
command-nothing-to-undo = There is nothing to undo.
command-nothing-to-redo = There is nothing to do again.

## The server

web-foreign-host = The request is for another host.
web-foreign-origin = The request comes from another page.
web-forbidden-help = open the address that `calque serve` prints
web-no-token = The request does not have the token of this workbench.
web-no-token-help = open the address that `calque serve` prints, with its token
web-media-type = The request must have the content type {$wanted}.
web-too-large = The file has more than {$limit} MB.
web-too-large-help = raise `max-size` under `[read]` in calque.toml, or split the text; a large file of pairs opens by its path
web-bad-request = The request cannot be read: {$why}
web-bad-request-help = load the page again
web-no-project = No project is open.
web-no-project-help = open two texts or a project
web-no-upload = The file that was dropped here is not there any more.
web-no-url = “{$url}” is no address of a page.
web-no-url-help = give an address that begins with https://
web-no-file = There is no file {$name}.
web-no-file-help = check the name and the folder
web-no-pairs = The file has no pairs.
web-no-pairs-help = give a file of pairs, such as TMX, XLIFF, TSV, JSONL or PO
web-too-many-pairs = The file has more than {$limit} pairs.
web-too-many-pairs-help = open it as a corpus
web-left-out = { $blocks ->
    [one] {$blocks} stretch of menus, links to share or footers was left out
   *[other] {$blocks} stretches of menus, links to share and footers were left out
}
web-stopped = The opening was stopped.
web-stopped-help = open the texts again
web-internal = Something went wrong in Calque: {$why}
web-internal-help = what you did before is kept; load the page again
web-port-taken = Port {$port} cannot be used: {$why}
web-port-taken-help = choose another with --port, or leave --port out

## The card of a finding

card-both = The original says *{$was}*, the translation *{$is}*.
card-source = The original says *{$was}*; the translation does not.
card-target = The translation says *{$is}*; the original does not.
tier-to-correct = to correct
tier-to-check = to check
card-perhaps = Perhaps
card-neither = {$said}
card-also-marked = Also marked by {$who}.
card-judge-agrees = The judge {$who} agrees.
card-judge-agrees-because = The judge {$who} agrees: {$why}
card-judge-denies = The judge {$who} does not agree: {$why}
card-judge-unsure = The judge {$who} cannot tell.
severity-critical = critical
severity-major = major
severity-minor = minor
severity-info = remark
sure-very = nearly sure
sure-likely = likely
sure-perhaps = perhaps
sure-doubtful = doubtful

## What was done

said-open = Opened.
said-edit = Text changed.
said-accept = Suggestion accepted.
said-dismiss = Finding dismissed.
said-reopen = Finding opened again.
said-corrected = Finding marked as corrected.
said-ask = Question noted.
said-comment = Comment written.
said-delete-comment = Comment removed.
said-read = { $count ->
    [one] Marked as read.
   *[other] {$count} pairs marked as read.
}
said-unread = { $count ->
    [one] Marked as unread.
   *[other] {$count} pairs marked as unread.
}
said-merge = Pairs merged.
said-split = Pair split.
said-shift = Sentence moved.
said-unlink = Pair parted.
said-link = Pairs linked.
said-swap = Translations exchanged.
said-insert = Empty cell inserted.
said-inserted = Missing words put in.
said-confirm = Pairs confirmed.
said-lock = Pairs locked.
said-unlock = Pairs unlocked.
said-realign = Stretch aligned anew.
said-judge = Pair judged.
said-right = Finding judged.
said-other = Changed.
said-undone = Undone: {$what}
said-redone = Done again: {$what}
said-came = { $count ->
    [one] {$count} finding came.
   *[other] {$count} findings came.
}
said-went = { $count ->
    [one] {$count} finding went.
   *[other] {$count} findings went.
}
said-undone-many = { $count ->
    [0] There was nothing to undo.
    [one] One change undone.
   *[other] {$count} changes undone.
}

## Taking away

export-no-format = There is no format {$format}.
export-no-format-help = choose original, html, json, csv, sarif, tmx, xliff, tsv, jsonl, xces, parquet, suppressions, gold or mqm
export-no-original = A file of the format {$format} cannot be written as it came in.
export-no-original-help = copy the clean text, or take it away as HTML, TMX or XLIFF
export-inserted = What was inserted has no place in the file: “{$words}”.
export-not-found = These words cannot be found again in the file, or the correction crosses its markup: “{$words}”.

## Corpora

corpus-none-open = No corpus is open.
corpus-none-open-help = open the folder of a `calque corpus build`, or a file of pairs
corpus-no-corpus = {$name} is neither the folder of a `calque corpus build` nor a file of pairs.
corpus-no-corpus-help = give the folder in which report.json lies, or a file such as pairs.tsv
corpus-no-filter = There is no filter {$filter} here, or it does not run.
corpus-settings-exist = {$name} is there already.
corpus-settings-exist-help = say that its filters may be replaced; its other settings stay
corpus-rewritten = { $pairs ->
    [one] {$pairs} pair
   *[other] {$pairs} pairs
} written into {$name}, { $documents ->
    [0] no document mended.
    [one] one document mended.
   *[other] {$documents} documents mended.
}

## Reading again

said-read-again = Files read again.
web-not-from-files = The texts were not read from files on this machine.
web-not-from-files-help = open the new texts as a new document
memory-unreadable = The list of decisions {$name} cannot be read: {$why}
memory-unreadable-help = mend the file or move it away; what you decide is kept in the project
memory-unwritable = {$name} cannot be written: {$why}
memory-unwritable-help = what you decided is kept in the project; make the folder writable, or export the list from the finish screen
said-term = Kept in {$name}; the text is checked again.
export-not-decoded = The file has bytes that its encoding does not explain, and would not come back as it was.
export-no-character = The encoding of the file, {$encoding}, does not have the character “{$sign}”.
export-no-character-help = write it otherwise, or copy the clean text

## Texts that are refused

refused-same-language = Both texts are in { $lang ->
    [en] English
    [fr] French
    [de] German
    [es] Spanish
    [it] Italian
    [pt] Portuguese
    [nl] Dutch
   *[other] {$lang}
}: {$source} and {$target}.
refused-same-language-help = give the original on the left and its translation on the right
refused-swapped = The two texts stand on the wrong sides: {$source} and {$target}.
refused-swapped-help = swap them
refused-wrong-language = {$name} is said to be in { $given ->
    [en] English
    [fr] French
    [de] German
    [es] Spanish
    [it] Italian
    [pt] Portuguese
    [nl] Dutch
   *[other] {$given}
}, but is in { $found ->
    [en] English
    [fr] French
    [de] German
    [es] Spanish
    [it] Italian
    [pt] Portuguese
    [nl] Dutch
   *[other] {$found}
}.
refused-wrong-language-help = give the right text, or let the language be found
refused-unrelated = {$source} and {$target} do not seem to be translations of each other.
refused-unrelated-help = check that they belong together; they can be opened all the same
refused-long-segment = {$name}, line {$line}: the sentence is too long to be paired.
refused-long-segment-help = break it into sentences: full stops are missing, or this is no prose
refused-too-many = {$name} has {$segments} sentences; more than {$limit} cannot be paired as a whole.
refused-too-many-help = split both texts, at their chapters say
refused-missing = There is no file {$name}.
refused-missing-help = check the spelling and the folder
refused-directory = {$name} is a folder.
refused-directory-help = name one file in it
refused-empty = {$name} is empty: there is no text to read.
refused-empty-help = give a text with words in it
refused-binary = {$name} is no text that Calque reads.
refused-binary-help = save or export its words as text, HTML or docx
refused-too-large = {$name} is larger than {$limit} MB.
refused-no-text = {$name} has no text that can be read.
refused-no-text-help = if the words are made by a script in the browser, or are a picture, copy and paste them
refused-damaged = {$name} is damaged.
refused-damaged-help = open it in the program it was made with, and save it again or as text
refused-bomb = {$name} unpacks to hundreds of times its size, so it is not opened.
refused-bomb-help = no document is packed so tightly; if you trust it, unpack it and give the text
refused-no-pairs = {$name} is no file of pairs.
refused-no-pairs-help = open it as one of two texts, or give TMX, XLIFF, TSV, JSON lines or PO
refused-forbidden = {$name} may not be read.
refused-forbidden-help = check who may read it
refused-private = {$url} is on this machine or a network that is not public, and is not fetched.
refused-private-help = open the page in the browser, and copy and paste its text
refused-no-host = {$url}: there is no such host, or no network.
refused-no-host-help = check the address and the network
refused-robots = {$url} may not be fetched by programs: the site says so.
refused-page-help = open the page in the browser, and copy and paste its text
refused-status = {$url} cannot be fetched: the server answers {$status}.
refused-connect = {$url}: the server does not answer.
refused-connect-help = check the network, and try again later
refused-media = {$url} is no page with text.
