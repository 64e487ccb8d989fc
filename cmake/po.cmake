# Collects the words marked for translation from src/ and compares them with po/LANG.po.  As a test:
# fails and prints what is untranslated, fuzzy or no longer used.  With -DUPDATE=1: merges them in.
cmake_minimum_required(VERSION 3.20)
file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/src/*.c ${ROOT}/src/*.h)
list(SORT sources)
set(pot ${SCRATCH}/smtplog.pot)
execute_process(
  COMMAND ${XGETTEXT} --from-code=UTF-8 -k --keyword=tr:2 --keyword=tr_n:2,3 --keyword=N_
          --keyword=command_misused:2
          --keyword=diag_error:2 --keyword=diag_warning:2 --keyword=diag_note:2
          --keyword=diag_error_n:2,3 --keyword=diag_warning_n:2,3
          --keyword=diag_note_n:2,3 --flag=tr:2:pass-c-format --add-location=file --sort-by-file
          --package-name=smtplog --add-comments=TRANSLATORS -o ${pot} ${sources}
  WORKING_DIRECTORY ${ROOT} COMMAND_ERROR_IS_FATAL ANY)
set(bad 0)
foreach(language IN LISTS LANGUAGES)
  set(po ${ROOT}/po/${language}.po)
  set(merged ${SCRATCH}/${language}.merged.po)
  execute_process(COMMAND ${MSGMERGE} --quiet --no-fuzzy-matching --add-location=file --sort-by-file
                          -o ${merged} ${po} ${pot} COMMAND_ERROR_IS_FATAL ANY)
  if(UPDATE)
    execute_process(COMMAND msgattrib --no-obsolete -o ${po} ${merged} COMMAND_ERROR_IS_FATAL ANY)
    file(READ ${po} text)               # the date would make every merge a conflict
    string(REGEX REPLACE "\"(POT-Creation-Date|Report-Msgid-Bugs-To):[^\n]*\n" "" text "${text}")
    file(WRITE ${po} "${text}")
    continue()
  endif()
  foreach(fault untranslated only-fuzzy only-obsolete)
    execute_process(COMMAND msgattrib --${fault} --no-wrap ${merged} OUTPUT_VARIABLE list)
    string(REGEX MATCHALL "(^|\n)(#~ )?msgid \"[^\n]*(\n\"[^\n]*)*" ids "${list}")
    list(FILTER ids EXCLUDE REGEX "^\n?msgid \"\"\n\"(Project|Report)")
    if(ids)
      message("po/${language}.po, ${fault}:${ids}")
      set(bad 1)
    endif()
  endforeach()
endforeach()
if(bad)
  message(FATAL_ERROR "the translations are not complete: "
                      "cmake --build build --target po-update, then fill in po/*.po")
endif()
