# layer(NAME USES ...): one folder of src/ is one static library. What it may use is said here once,
# and tools/check-layers holds the #include lines to the same table.
function(layer name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c)
  add_library(aig_${name} STATIC ${sources})
  target_include_directories(aig_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_compile_definitions(aig_${name} PRIVATE _GNU_SOURCE)
  target_link_libraries(aig_${name} PUBLIC ${ARGN})
endfunction()

# embed(LAYER FILE SYMBOL): the text of FILE becomes `const char SYMBOL[]` in that layer.
function(embed layer file symbol)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded/${symbol}.c)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_CURRENT_SOURCE_DIR}/${file} -DOUTPUT=${output}
            -DSYMBOL=${symbol} -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake)
  target_sources(aig_${layer} PRIVATE ${output})
endfunction()
