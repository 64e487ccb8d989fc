# Writes the examples of `smtplog sql --examples` as canned queries of Datasette:
#   cmake -DEXAMPLES=schema/examples -DOUT=datasette.json -P datasette.cmake
# A file's first comment is the query's title, its name without the number the query's name.
cmake_minimum_required(VERSION 3.20)
function(json_string out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()
file(GLOB files ${EXAMPLES}/*.sql)
list(SORT files)
set(rows "")
foreach(path IN LISTS files)
  get_filename_component(name ${path} NAME_WE)
  string(REGEX REPLACE "^[0-9]+_" "" name ${name})
  file(READ ${path} text)
  string(REGEX MATCH "^-- ([^\n]*)\n" title "${text}")
  set(title "${CMAKE_MATCH_1}")
  string(REGEX REPLACE "^(--[^\n]*\n)+" "" text "${text}")
  string(REGEX REPLACE ";[ \n]*$" "" text "${text}")
  json_string(title "${title}")
  json_string(text "${text}")
  string(APPEND rows ",\n        \"${name}\": {\"title\": ${title},\n          \"sql\": ${text}}")
endforeach()
string(REGEX REPLACE "^," "" rows "${rows}")
file(WRITE ${OUT} "{
  \"title\": \"smtplog\",
  \"description\": \"Reply codes out of mail logs. docs/schema.md tells every view and column.\",
  \"databases\": {
    \"smtplog\": {
      \"queries\": {${rows}
      }
    }
  }
}
")
